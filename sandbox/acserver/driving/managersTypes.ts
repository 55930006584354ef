// The names of the penalties of the manager's own server, and what it stores about one that a car still has.
export const MANAGERS_TYPES = ['Drive Through', 'Ballast', 'Restrictor', 'Time'] as const;
export type ManagersType = (typeof MANAGERS_TYPES)[number];

export interface ManagersPenalty {
  readonly guid: string;
  readonly type: ManagersType;
  lapsLeft: number | undefined;
}
