import { hostname } from 'node:os';

/** "race-host, process 4711": by this a person finds this Pitwall. */
export const ownName = (): string => `${hostname()}, process ${process.pid}`;
