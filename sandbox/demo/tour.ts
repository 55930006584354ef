import type { TourStep } from '../discord/scenes.ts';

/** The demo in five minutes. A replay has no driver who could type. */
export const tourSteps = ({ driver, drives }: { readonly driver: string; readonly drives: boolean }): TourStep[] => [
  {
    kind: 'press',
    text: 'You are a steward. Soon after the start the first incident card appears in #stewards. It is yours: press your decision, and say who gets it and why.',
    label: 'Go to #stewards as Stig',
    channel: 'stewards',
    as: 'Stig',
  },
  {
    kind: 'press',
    text: `You run the race. Stig has decided the cards after it: overrule one with “Change a decision”, and answer the appeal of Dora${drives ? `, who drives as ${driver}` : ''}.`,
    label: 'Go there as Ada',
    channel: 'stewards',
    as: 'Ada',
  },
  {
    kind: 'slash',
    text: `You are Dora${drives ? `, who drives as ${driver}` : ', a driver'}. You see no cards and no admin commands; /me is what stands against you.`,
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
  text: `Sit in the car: report what happened to you, by !report in the game’s chat. The stewards have it at once; try !me and !help too.`,
  label: 'Get in the car',
  says: { driver, text: '!report pushed me off in turn 4' },
});
