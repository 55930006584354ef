/** For a local Discord whose limits are not what is tested: what has to wait for one waits, a fiftieth of the time. */
export const HASTE = 50;
