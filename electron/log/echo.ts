import type { Fact } from '../../flows/facts.ts';
import type { Ledger, LedgerTrouble } from '../../flows/ports.ts';
import type { Result } from '../../flows/result.ts';
import type { Entry, Log } from './entries.ts';

/**
 * The ledger, heard by the log: what the journal was told of devices, functions and sessions stands in the log too, where a
 * technician looks first; of money and postage only that a record was refused. Nothing of it is needed to read the journal.
 */
export function echoed(ledger: Ledger, log: Log): Ledger {
  let refused: LedgerTrouble = 'closed';
  const hear = (facts: readonly Fact[], outcome: Result<unknown, LedgerTrouble>): void => {
    const [first] = facts;
    if (outcome.ok) {
      refused = 'closed';
      for (const entry of facts.flatMap((fact) => entryOf(fact) ?? [])) log(entry);
    } else if (first !== undefined && outcome.error !== refused) {
      // Once for each trouble. One that is closed was refused, or has ended: whoever did that has told why.
      refused = outcome.error;
      log({ event: 'record.refused', type: first.type, trouble: outcome.error });
    }
  };
  return {
    ...ledger,
    record(fact) {
      const outcome = ledger.record(fact);
      hear([fact], outcome);
      return outcome;
    },
    recordAll(facts) {
      const outcome = ledger.recordAll(facts);
      hear(facts, outcome);
      return outcome;
    },
    issue(series, make) {
      let made: ReturnType<typeof make> | null = null;
      const outcome = ledger.issue(series, (serials) => (made = make(serials)));
      if (made !== null) hear([made], outcome);
      return outcome;
    },
  };
}

function entryOf(fact: Fact): Entry | null {
  switch (fact.type) {
    case 'session.started':
      return { event: fact.type, session: fact.session, service: fact.service };
    case 'session.ended':
      return { event: fact.type, session: fact.session, how: fact.how };
    case 'help.called':
      return { event: fact.type, session: fact.session, why: fact.why };
    case 'help.acknowledged':
      return { event: fact.type, session: fact.session, afterMilliseconds: fact.after };
    case 'staff.signed-in':
      return { event: fact.type, with: fact.with };
    case 'staff.signed-out':
      return { event: fact.type, how: fact.how };
    case 'staff.refused':
      return { event: fact.type, why: fact.why, act: fact.act };
    case 'staff.acted':
      return { event: fact.type, act: fact.act };
    case 'device.changed':
      return { event: fact.type, device: fact.device, state: fact.state, cause: fact.cause };
    case 'service.changed':
      return { event: fact.type, service: fact.service, reason: fact.reason };
    default:
      return null;
  }
}
