import { encode } from 'uqr';

/** ISO/IEC 18004: four modules of white around it, in every theme black on white, or a phone does not find it. */
const quietZone = 4;

/** A QR code for a phone held at arm's length. What it leads to stands beside it in words. */
export function QrCode({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((is, x) => (is ? [`M${x} ${y}h1v1h-1z`] : [])));
  const side = size + 2 * quietZone;
  return (
    <svg className="qr-code" viewBox={`${-quietZone} ${-quietZone} ${side} ${side}`} aria-hidden="true" shapeRendering="crispEdges">
      <rect x={-quietZone} y={-quietZone} width={side} height={side} fill="var(--code-ground)" />
      <path d={dark.join('')} fill="var(--code)" />
    </svg>
  );
}
