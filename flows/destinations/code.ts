import { z } from 'zod';

/** ISO 3166-1 alpha-2, or a code of the book's own for a territory that has none (`IC` Canaries, `XC` Ceuta, `DE-HEL`). */
export const destinationCodeSchema = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,6})?$/);
export type DestinationCode = z.infer<typeof destinationCodeSchema>;
