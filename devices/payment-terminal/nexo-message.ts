import { z } from 'zod';
import type { NexoSettings } from './nexo-settings.ts';

/** What goes over the wire: the envelope of a request, and the schema at the door of every answer (`devices.md` 4.4). */

export type Category = 'Login' | 'Diagnosis' | 'Payment' | 'Reversal' | 'Abort' | 'TransactionStatus';

/** A request that moves money, as its answer must repeat it. */
export type Moving = Extract<Category, 'Payment' | 'Reversal'>;

export interface Asked {
  readonly category: Category;
  readonly serviceId: string;
}

/** @param body of `<category>Request`, after the typings of Adyen's library. */
export function requestText({ category, serviceId }: Asked, body: object, { protocolVersion, saleId, poiId }: NexoSettings): string {
  const MessageHeader = { ProtocolVersion: protocolVersion, MessageClass: 'Service', MessageCategory: category, MessageType: 'Request', ServiceID: serviceId, SaleID: saleId, POIID: poiId };
  return JSON.stringify({ SaleToPOIRequest: { MessageHeader, [`${category}Request`]: body } });
}

const header = z.object({ MessageCategory: z.string(), MessageType: z.string(), ServiceID: z.string(), SaleID: z.string(), POIID: z.string() });

/** `AdditionalResponse` is free text of the terminal's: never read, so never logged. */
const response = z.object({ Result: z.enum(['Success', 'Failure', 'Partial']), ErrorCondition: z.string().optional() });
export type NexoResponse = z.infer<typeof response>;

const transactionId = z.object({ TransactionID: z.string().min(1), TimeStamp: z.string() });
export type TransactionId = z.infer<typeof transactionId>;

const paymentResponse = z.object({
  Response: response,
  SaleData: z.object({ SaleTransactionID: z.object({ TransactionID: z.string() }) }).optional(),
  POIData: z.object({ POITransactionID: transactionId }).optional(),
  PaymentResult: z
    .object({
      PaymentType: z.string().optional(),
      PaymentInstrumentData: z.object({ CardData: z.object({ MaskedPan: z.string().optional(), SensitiveCardData: z.unknown().optional() }).optional() }).optional(),
      AmountsResp: z.object({ Currency: z.string().optional(), AuthorizedAmount: z.number() }).optional(),
      PaymentAcquirerData: z.object({ ApprovalCode: z.string().optional() }).optional(),
    })
    .optional(),
});
export type PaymentResponse = z.infer<typeof paymentResponse>;

const reversalResponse = z.object({ Response: response, ReversedAmount: z.number().optional() });
export type ReversalResponse = z.infer<typeof reversalResponse>;

const poiStatus = z.object({ GlobalStatus: z.string() });

const body = z.object({
  MessageHeader: header,
  LoginResponse: z
    .object({
      Response: response,
      POISystemData: z
        .object({
          POISoftware: z.object({ ManufacturerID: z.string().optional(), ApplicationName: z.string().optional(), SoftwareVersion: z.string().optional() }).optional(),
          POITerminalData: z.object({ POISerialNumber: z.string().optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
  DiagnosisResponse: z.object({ Response: response, POIStatus: poiStatus.optional() }).optional(),
  PaymentResponse: paymentResponse.optional(),
  ReversalResponse: reversalResponse.optional(),
  TransactionStatusResponse: z
    .object({
      Response: response,
      RepeatedMessageResponse: z
        .object({ MessageHeader: header, RepeatedResponseMessageBody: z.object({ PaymentResponse: paymentResponse.optional(), ReversalResponse: reversalResponse.optional() }) })
        .optional(),
    })
    .optional(),
});
export type NexoAnswer = z.infer<typeof body>;
export type NexoHeader = z.infer<typeof header>;

const answer = z.object({ SaleToPOIResponse: body });

/** Null for what is not an answer of nexo at all. Whose it is has still to be looked at. */
export function readAnswer(text: string): NexoAnswer | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = answer.safeParse(value);
  return parsed.success ? parsed.data.SaleToPOIResponse : null;
}

/** Whether an answer belongs to that request: same kind, same identifier, same till, same terminal. */
export function isAnswerTo({ category, serviceId }: Asked, { MessageCategory, MessageType, ServiceID, SaleID, POIID }: NexoHeader, { saleId, poiId }: NexoSettings): boolean {
  return MessageCategory === category && MessageType === 'Response' && ServiceID === serviceId && SaleID === saleId && POIID === poiId;
}
