import type { Appeal } from './appeal.ts';
import type { Driver } from './driver.ts';
import type { Penalty } from './penalty.ts';

export interface NoticeEvents {
  /** What was decided about somebody who is known on Discord as well, told there once nobody races. */
  readonly driverNotified: {
    readonly driver: Driver;
    readonly penalties: readonly Penalty[];
    /** Theirs that were answered; absent for none. */
    readonly appeals?: readonly Appeal[] | undefined;
  };
}
