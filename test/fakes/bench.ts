import { Bench, type Encounters, type Judge } from '../../src/features/judging/bench.ts';
import { People } from '../../src/features/judging/people.ts';

const NOBODY_MET: Encounters = { incident: (number) => ({ number, drivers: [] }), together: () => undefined };

/** A bench on which everybody may sit: nobody is linked to a driver. */
export const openBench = (encounters: Encounters = NOBODY_MET): Bench =>
  new Bench({ people: new People(), encounters });

/** Somebody who was let in. */
export const judgeCalled = (by: string, byId = ''): Judge => openBench().judge({ by, byId });
