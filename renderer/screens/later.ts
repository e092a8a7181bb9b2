import { AddressScreen } from './address.tsx';
import { ArticlesScreen } from './articles.tsx';
import { BasketScreen } from './basket.tsx';
import { ContentsScreen } from './contents.tsx';
import { CopyScreen } from './copy.tsx';
import { CountryScreen } from './country.tsx';
import { CustomsScreen } from './customs.tsx';
import { DepositScreen } from './deposit.tsx';
import { DestinationScreen } from './destination.tsx';
import { DropOffScreen } from './drop-off.tsx';
import { FarewellScreen } from './farewell.tsx';
import { FormatScreen } from './format.tsx';
import { IssuingScreen } from './issuing.tsx';
import { LabelTroubleScreen } from './label-trouble.tsx';
import { MaintenanceScreen } from './maintenance.tsx';
import { OffersScreen } from './offers.tsx';
import { OutOfServiceScreen } from './out-of-service.tsx';
import { PayScreen } from './pay.tsx';
import { PaymentRefusedScreen } from './payment-refused.tsx';
import { PickUpScreen } from './pick-up.tsx';
import { RefundingScreen } from './refunding.tsx';
import { StampsScreen } from './stamps.tsx';
import { StoppingScreen } from './stopping.tsx';
import { SupplementScreen } from './supplement.tsx';
import { TrackingScreen } from './tracking.tsx';
import { WeighScreen } from './weigh.tsx';
import type { FirstScreen, Screens } from './index.ts';

/**
 * All that is drawn once somebody is there: one file, fetched as soon as the first screen is painted (`renderer/presence.ts`),
 * for a customer needs many of them within a minute and none may be waited for.
 */
export const laterScreens: Omit<Screens, FirstScreen> = {
  weigh: WeighScreen,
  destination: DestinationScreen,
  country: CountryScreen,
  contents: ContentsScreen,
  format: FormatScreen,
  offers: OffersScreen,
  address: AddressScreen,
  'pick-up': PickUpScreen,
  customs: CustomsScreen,
  stamps: StampsScreen,
  supplement: SupplementScreen,
  articles: ArticlesScreen,
  'drop-off': DropOffScreen,
  copy: CopyScreen,
  tracking: TrackingScreen,
  basket: BasketScreen,
  pay: PayScreen,
  'payment-refused': PaymentRefusedScreen,
  issuing: IssuingScreen,
  'label-trouble': LabelTroubleScreen,
  refunding: RefundingScreen,
  deposit: DepositScreen,
  farewell: FarewellScreen,
  'out-of-service': OutOfServiceScreen,
  maintenance: MaintenanceScreen,
  stopping: StoppingScreen,
};

export { Dialogs } from '../parts/dialogs.tsx';
export { HelperBar } from '../parts/helper-bar.tsx';
export { HelperPanel } from '../parts/helper-panel.tsx';
export { Consent, SignIn, StaffDoor } from '../parts/sign-in.tsx';
