import { hostname } from 'node:os';

/** "race-host, process 4711", so that a person can find this Pitwall. */
export const ownName = (): string => `${hostname()}, process ${process.pid}`;
