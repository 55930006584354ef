import type { Caller } from './caller.ts';

/**
 * Everything that carrying out a command can do: rights are judged by this, not by what was typed. `notByLink`: what a
 * linked account must not do from the car, as a sentence calls it; whether it may is decided here for each effect.
 */
export const EFFECTS = {
  'sends away': { notByLink: 'kick or ban anybody' },
  'lifts a ban': { notByLink: 'lift a ban' },
  'changes the session': { notByLink: 'change the session' },
  'starts or stops the server': { notByLink: 'start or stop the server' },
  'changes the configuration': { notByLink: 'change the configuration of the server' },
  'ends Pitwall': { notByLink: 'shut down Pitwall' },
  'sets up Discord': { notByLink: 'set up Discord' },
  'changes the weather': { notByLink: undefined },
  'changes the calendar': { notByLink: undefined },
  'changes the roster': { notByLink: undefined },
  'changes the grid': { notByLink: undefined },
  'changes a car': { notByLink: undefined },
  'changes the view': { notByLink: undefined },
  'changes the result': { notByLink: undefined },
  'decides about a driver': { notByLink: undefined },
  'handles an incident': { notByLink: undefined },
  'reports to the stewards': { notByLink: undefined },
  'speaks in the game': { notByLink: undefined },
  'registers in the lobby': { notByLink: undefined },
  'starts or stops the tracker': { notByLink: undefined },
  'links an account': { notByLink: undefined },
  'proves a right': { notByLink: undefined },
  'changes what a car is told': { notByLink: undefined },
} as const satisfies Readonly<Record<string, { readonly notByLink: string | undefined }>>;

export type Effect = keyof typeof EFFECTS;

/** At least one: what does nothing is a question. */
export type Effects = readonly [Effect, ...Effect[]];

/** Why somebody may not do that, whatever their role; undefined where they may. */
export function refusalOf(effects: readonly Effect[], { proof }: Pick<Caller, 'proof'>): string | undefined {
  if (proof !== 'link') return undefined;
  const [refused] = effects.flatMap((effect) => EFFECTS[effect].notByLink ?? []);
  if (refused === undefined) return undefined;
  return `A linked account cannot ${refused} from the car; that needs the admin password of the server.`;
}
