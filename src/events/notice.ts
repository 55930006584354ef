import type { Appeal } from './appeal.ts';
import type { Driver } from './driver.ts';
import type { Penalty } from './penalty.ts';

export interface NoticeEvents {
  /** Decisions about a driver who is linked to a Discord account, sent there once nobody is racing. */
  readonly driverNotified: {
    readonly driver: Driver;
    readonly penalties: readonly Penalty[];
    /** Their answered appeals; absent if there are none. */
    readonly appeals?: readonly Appeal[] | undefined;
  };
}
