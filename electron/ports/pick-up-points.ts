import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { PickUpPoints } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import type { PickUpPoint } from '../../flows/view.ts';
import type { ConfigProblem } from '../config.ts';
import { explainIssue } from '../config/explain.ts';
import { section, text } from '../config/fields.ts';
import { jsonFault } from '../config/json-fault.ts';

/**
 * Where parcels can be collected: the operator's own list, a JSON file named in `terminal.json`. No public list of today's
 * points was found, so none is bundled, and without a file the product is not offered.
 */

const pointSchema = section({
  id: text(40),
  name: text(60),
  lines: z.array(text(60), 'a list of at most three address lines').max(3, 'at most three address lines'),
  postcode: z.string('a French postcode of five digits').regex(/^\d{5}$/, 'a French postcode of five digits'),
  town: text(38),
});

const listSchema = section({
  /** Where the list comes from, and of which day: for whoever reads the file. */
  source: text(300),
  points: z.array(pointSchema, 'a list of pick-up points').min(1, 'at least one pick-up point').superRefine((points, context) => {
    const seen = new Set<string>();
    for (const [at, { id }] of points.entries()) {
      if (seen.has(id)) context.addIssue({ code: 'custom', path: [at, 'id'], message: 'an id that no other point has' });
      seen.add(id);
    }
  }),
});

const none: PickUpPoints = { any: false, near: () => [] };

/** What one screen shows. */
const mostShown = 7;

/** @param file null: none are configured. Every problem of the file is told at once. */
export function createPickUpPoints(file: string | null): Result<PickUpPoints, readonly ConfigProblem[]> {
  if (file === null) return ok(none);
  const asAWhole = (message: string): Result<PickUpPoints, readonly ConfigProblem[]> => err([{ file, key: '', message: `${file}${message}` }]);
  let content: string;
  try {
    content = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return asAWhole(` cannot be read (${(error as Error).message}): give the right path in pickUpPoints.file of terminal.json, or null.`);
  }
  const fault = jsonFault(content);
  if (fault) return asAWhole(`:${fault.line}:${fault.column} is not JSON (${fault.what}): mend line ${fault.line}, column ${fault.column}.`);
  const input: unknown = JSON.parse(content);
  const parsed = listSchema.safeParse(input);
  if (!parsed.success) return err(parsed.error.issues.flatMap((issue) => explainIssue(file, issue, input, listSchema)));
  return ok(pickUpPointsOf(parsed.data.points));
}

function pickUpPointsOf(points: readonly PickUpPoint[]): PickUpPoints {
  const departments = Map.groupBy(points, ({ postcode }) => departmentOf(postcode));
  return {
    any: true,
    near(postcode) {
      const distance = (point: PickUpPoint) => Math.abs(Number(point.postcode) - Number(postcode));
      return (departments.get(departmentOf(postcode)) ?? []).toSorted((one, other) => distance(one) - distance(other)).slice(0, mostShown);
    },
  };
}

/** Two digits, three overseas. Postcodes of one department that are close in number are mostly close on the map: no better measure is in the list. */
function departmentOf(postcode: string): string {
  return postcode.slice(0, /^9[78]/.test(postcode) ? 3 : 2);
}
