import type { TourStep } from '../discord/scenes.ts';

/** Buttons on the card of an incident that waits for a decision, and of one that is decided. */
const [UNDECIDED, DECIDED] = ['+5 s', 'Change a decision'] as const;

/** The demo in five minutes. A replay has no driver who could type. */
export const tourSteps = ({ driver, drives }: { readonly driver: string; readonly drives: boolean }): TourStep[] => [
  {
    kind: 'press',
    text: 'You are a steward. The oldest open card in #stewards is yours: press a decision, then say who gets it and why. The first card comes soon after the start.',
    label: 'Show me the card, as Stig',
    channel: 'stewards',
    as: 'Stig',
    button: UNDECIDED,
  },
  {
    kind: 'press',
    text: `You are the race director. Stig has decided the next two cards: overrule one with “${DECIDED}”, and answer the appeal of Dora${drives ? `, who drives as ${driver}` : ''}.`,
    label: 'Show me a decided card, as Ada',
    channel: 'stewards',
    as: 'Ada',
    button: DECIDED,
  },
  {
    kind: 'slash',
    text: `You are Dora${drives ? `, who drives as ${driver}` : ', a driver'}. You see no cards and no admin commands; /me lists what stands against you.`,
    label: 'Be Dora',
    channel: 'race-control',
    as: 'Dora',
  },
  ...(drives ? [fromTheCar(driver)] : []),
  {
    kind: 'kill',
    text: 'Kill the bot. The race goes on; the bot starts again, finds it, and posts what it missed.',
    label: 'Kill the bot',
  },
];

const fromTheCar = (driver: string): TourStep => ({
  kind: 'drive',
  text: 'You are in the car. Report what happened to you with !report in the game’s chat: the stewards get it at once. Try !me and !help, too.',
  label: 'Get in the car',
  says: { driver, text: '!report pushed me off in turn 4' },
});
