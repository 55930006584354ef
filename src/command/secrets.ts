/** What of a command's arguments may be shown and kept. */
import type { Args, Params } from './param.ts';

/** Takes the game servers' passwords out of a text: what somebody types goes into tables, channels and the game. */
export type Redact = (text: string) => string;

type Values = Readonly<Record<string, unknown>>;

/** Takes passwords out of what people write for others to read. Other words stay: a session may be called like one. */
export function withoutPasswords<P extends Params>(params: P, args: Args<P>, redact: Redact): Args<P> {
  if (isEmpty(args)) return args;
  // The same keys, and a text for a text.
  return mapTexts(args, (text, name) => (params[name]?.isProse ? redact(text) : text)) as Args<P>;
}

/** The arguments as they may be written down: without secret ones, and without any password. */
export function forTheAudit(params: Params, args: Values, redact: Redact): Values {
  if (isEmpty(args)) return args;
  const kept = Object.entries(args).filter(([name]) => !params[name]?.secret);
  return mapTexts(Object.fromEntries(kept), redact);
}

/** Most of what is asked is asked without anything more. */
const isEmpty = (args: Values): boolean => Object.keys(args).length === 0;

const mapTexts = (args: Values, change: (text: string, name: string) => string): Values =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? change(value, name) : value]),
  );
