/** Which of a command's arguments may be shown and stored. */
import type { Args, Params } from './param.ts';

/** Removes the game servers' passwords from a text: typed text goes into tables, channels and the game. */
export type Redact = (text: string) => string;

type Values = Readonly<Record<string, unknown>>;

/** Removes passwords from text written for others. Other arguments stay: a session may be named like one. */
export function withoutPasswords<P extends Params>(params: P, args: Args<P>, redact: Redact): Args<P> {
  if (isEmpty(args)) return args;
  // The keys stay the same, and texts stay texts.
  return mapTexts(args, (text, name) => (params[name]?.isProse ? redact(text) : text)) as Args<P>;
}

/** The arguments as they may be stored: without secret ones, and without passwords. */
export function forTheAudit(params: Params, args: Values, redact: Redact): Values {
  if (isEmpty(args)) return args;
  const kept = Object.entries(args).filter(([name]) => !params[name]?.secret);
  return mapTexts(Object.fromEntries(kept), redact);
}

/** Most commands are given without arguments. */
const isEmpty = (args: Values): boolean => Object.keys(args).length === 0;

const mapTexts = (args: Values, change: (text: string, name: string) => string): Values =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? change(value, name) : value]),
  );
