// What the manager's own server calls its penalties, and what it remembers of one that a car still has.
export const MANAGERS_TYPES = ['Drive Through', 'Ballast', 'Restrictor', 'Time'] as const;
export type ManagersType = (typeof MANAGERS_TYPES)[number];

export interface ManagersPenalty {
  readonly guid: string;
  readonly type: ManagersType;
  lapsLeft: number | undefined;
}
