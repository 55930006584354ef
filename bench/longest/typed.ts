/** What is typed into an option that has thousands of choices: nothing yet, a few letters, and a name that nobody has. */
import type { Typed } from './installed.ts';

/** For each command the option with the most choices. */
const OPTIONS = {
  'a penalty among 5000': ['penalty clear', 'number'],
  'an incident among 5000': ['incident show', 'number'],
  'a ban among 5000': ['unban', 'guid'],
  'a driver of 60': ['kick', 'driver'],
  'somebody of late': ['penalty give', 'driver'],
  'a decision': ['incident replace', 'decision'],
  'who was in it': ['incident decide', 'drivers'],
  'a session': ['results show', 'session'],
  'a session of the configuration': ['server set', 'session'],
} as const;

const BEGUN = ['', '2', 'zzz'] as const;

export const TYPED: Readonly<Record<string, Typed>> = Object.fromEntries(
  Object.entries(OPTIONS).flatMap(([what, [command, focused]]) =>
    BEGUN.map((text) => [`${what}, "${text}"`, { path: command.split(' '), options: { [focused]: text }, focused }]),
  ),
);
