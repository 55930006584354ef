import { Bench, type Encounters, type Judge } from '../../src/features/judging/bench.ts';
import { Panel } from '../../src/features/judging/panel.ts';
import { People } from '../../src/features/judging/people.ts';

const NOBODY_MET: Encounters = { incident: (number) => ({ number, drivers: [] }), together: () => undefined };

/** For when one steward is enough. */
export const onePanel = (bench = openBench()) => {
  const never = (): never => {
    throw new Error('one steward is enough');
  };
  const docket = { get: never, unsettled: () => [], put: never };
  const parts = { server: 'main', needed: 1, docket, isRacing: () => false, reserve: never, now: () => 0 };
  return { bench, panel: new Panel(parts) };
};

/** A bench on which everybody may sit, because nobody is linked to a driver. */
const openBench = (encounters: Encounters = NOBODY_MET): Bench => new Bench({ people: new People(), encounters });

/** A judge who was admitted. */
export const judgeCalled = (by: string, byId = ''): Judge => openBench().judge({ by, byId });
