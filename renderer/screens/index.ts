import type { ComponentType } from 'react';
import type { Screen, ViewOf } from '../../flows/view.ts';
import { AddressScreen } from './address.tsx';
import { AttractScreen } from './attract.tsx';
import { BasketScreen } from './basket.tsx';
import { DepositScreen } from './deposit.tsx';
import { DestinationScreen } from './destination.tsx';
import { FarewellScreen } from './farewell.tsx';
import { FormatScreen } from './format.tsx';
import { IssuingScreen } from './issuing.tsx';
import { LabelTroubleScreen } from './label-trouble.tsx';
import { OffersScreen } from './offers.tsx';
import { OutOfServiceScreen } from './out-of-service.tsx';
import { PayScreen } from './pay.tsx';
import { PaymentRefusedScreen } from './payment-refused.tsx';
import { RefundingScreen } from './refunding.tsx';
import { StartingScreen } from './starting.tsx';
import { WeighScreen } from './weigh.tsx';

export type Screens = { readonly [S in Screen]: ComponentType<{ readonly view: ViewOf<S> }> };

/** One component a View member: the compiler refuses a screen that nobody draws. */
export const screens: Screens = {
  starting: StartingScreen,
  attract: AttractScreen,
  weigh: WeighScreen,
  destination: DestinationScreen,
  format: FormatScreen,
  offers: OffersScreen,
  address: AddressScreen,
  basket: BasketScreen,
  pay: PayScreen,
  'payment-refused': PaymentRefusedScreen,
  issuing: IssuingScreen,
  'label-trouble': LabelTroubleScreen,
  refunding: RefundingScreen,
  deposit: DepositScreen,
  farewell: FarewellScreen,
  'out-of-service': OutOfServiceScreen,
};
