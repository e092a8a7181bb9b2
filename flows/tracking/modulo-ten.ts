/**
 * The key of Colissimo numbers and routing codes: weights 3 and 1 from the right, complement to the next ten, ten gives
 * nought (`postal.md` 3.2). Both weights are prime to ten, so that a single wrong digit never goes unseen.
 */
export function moduloTenKey(digits: string): number {
  let sum = 0;
  for (let rank = 1; rank <= digits.length; rank += 1) sum += Number(digits.at(-rank)) * (rank % 2 === 1 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}
