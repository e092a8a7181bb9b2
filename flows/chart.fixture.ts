import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';

/** What the tests of the charts read in a chart itself, so that a state added tomorrow is missed tomorrow. */

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

/** A state that is always left at once can never be seen from outside. */
function isPassedThrough(node: AnyStateNode): boolean {
  return node.always?.some((transition) => transition.guard === undefined) ?? false;
}

/** Identifiers of every state in which the machine can come to rest. */
export function restingStates(machine: AnyStateMachine): string[] {
  return nodesOf(machine.root).flatMap((node) => (isPassedThrough(node) ? [] : [node.id]));
}

export function statesOf(snapshot: AnyMachineSnapshot): string[] {
  return snapshot._nodes.map((node) => node.id);
}
