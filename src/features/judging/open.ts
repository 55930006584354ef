import type { LiveServer } from '../../live/liveServer.ts';
import { Bench, type Encounters } from './bench.ts';
import { Docket } from './docket.ts';
import { Panel, type PanelParts } from './panel.ts';
import type { People } from './people.ts';

/** Who may decide on one game server, and whether somebody else has to confirm it. */
export interface Judging {
  readonly bench: Bench;
  readonly panel: Panel;
  readonly docket: Docket;
}

interface Place {
  readonly run: number;
  readonly session: number;
}

export interface JudgingNeeds {
  readonly people: People;
  readonly encounters: Encounters;
  /** How many stewards a decision needs. */
  readonly stewardsNeeded: number;
  readonly reserve: (count: number) => readonly number[];
  readonly pointsFor?: PanelParts['pointsFor'];
  /** All sessions that form one race with this one. */
  readonly keysOf: (run: number, session: number) => readonly Place[];
}

export function openJudging(
  { id, store, clock, state }: Pick<LiveServer, 'id' | 'store' | 'clock' | 'state'>,
  { people, encounters, stewardsNeeded, reserve, pointsFor, keysOf }: JudgingNeeds,
): Judging {
  const docket = new Docket(store, id);
  const isRacing = (place: Place): boolean => {
    const { run, session } = state();
    if (session?.facts.kind !== 'race' || session.over) return false;
    return keysOf(run, session.ordinal).some((key) => key.run === place.run && key.session === place.session);
  };
  return {
    docket,
    bench: new Bench({ people, encounters }),
    panel: new Panel({
      server: id,
      needed: stewardsNeeded,
      docket,
      isRacing,
      reserve,
      pointsFor,
      now: () => clock.now(),
    }),
  };
}
