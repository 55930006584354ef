import type { RaceDocument } from './document.ts';
import type { Penalty } from './penalty.ts';

/** The penalty of a decision, unless it was withdrawn, and its document if there is one. */
interface Appealable {
  readonly penalty?: Penalty | undefined;
  readonly document?: RaceDocument | undefined;
}

export interface AppealTermEvents {
  /** Nobody can appeal against a decision any more. */
  readonly appealTermOver: Appealable;
  /** The final result that had ended it was reopened, and its term still runs. */
  readonly appealTermGoesOn: Appealable;
}
