import type { ControlActions } from '../../src/command/app.ts';
import { UserError } from '../../src/kit/errors.ts';
import { withoutAttempt } from './attempt.ts';

const ROB = { guid: '76561198000000009', name: 'Rob Ram', reason: 'ramming', by: 'Stig', at: 0 };

/** Immediately does what is ordered, and records it. */
export function fakeControl(overrides: Partial<ControlActions> = {}) {
  const done: string[] = [];
  const doing =
    (word: string) =>
    async (...args: readonly unknown[]): Promise<string> => {
      done.push(
        `${word} ${withoutAttempt(args)
          .map((arg) => JSON.stringify(arg))
          .join(' ')}`.trim(),
      );
      return `${word}: done`;
    };
  const control: ControlActions = {
    kick: doing('kick'),
    forceKick: doing('forceKick'),
    ban: doing('ban'),
    unban: doing('unban'),
    bans: () => [ROB],
    findBans: async (isMeant) => [ROB].filter(isMeant),
    costOfKick: ({ name }) => `Send ${name} away? They can rejoin straight away (BLACKLIST_MODE=0).`,
    costOfBan: ({ guid }) => `Ban ${guid}?`,
    pm: doing('pm'),
    say: doing('say'),
    setBallast: doing('setBallast'),
    setRestrictor: doing('setRestrictor'),
    nextSession: doing('nextSession'),
    restartSession: doing('restartSession'),
    nextWeather: doing('nextWeather'),
    spectate(action) {
      throw new UserError(`${action} is for the car.`);
    },
    lossOfNextSession: () => 'The race will end here.',
    lossOfRestart: () => 'Everything would be lost.',
    ...overrides,
  };
  return { ...control, done };
}
