import { describe, expect, test } from 'vitest';
import { report } from '../../../commands/report.ts';
import { command } from '../../../src/command/command.ts';
import { onComponent } from '../../../src/discord/interactions/presses.ts';
import { onSlash } from '../../../src/discord/interactions/slash.ts';
import { fakeServer } from '../../command/world.ts';
import { interactionOf, lastEdit, servicesOver } from '../people.ts';

const unlink = command({
  name: 'unlink',
  about: 'Unlink your Discord account from your driver',
  role: 'driver',
  is: 'question',
  installation: true,
  params: {},
  run: () => ({ kind: 'text', text: { key: 'unlinked' } }),
});
const kick = command({
  name: 'kick',
  about: 'Kick a driver',
  role: 'steward',
  is: 'question',
  installation: true,
  params: {},
  run: () => ({ kind: 'incidents', incidents: [], more: 0, isOfDriver: false, line: 'incident list' }),
});
const help = command({
  name: 'help',
  about: 'Show the commands you can use, or what one command does',
  role: 'driver',
  is: 'question',
  installation: true,
  params: {},
  run: () => ({
    kind: 'help',
    commands: [{ usage: 'kick <driver>', about: 'Kick a driver', elsewhere: ['game'], role: 'driver' }],
  }),
});

const ENGLISH = 'You are no longer linked.';
const slash = (commandName: string, role: 'driver' | 'steward', locale: string | undefined) => ({
  ...interactionOf(role),
  commandName,
  locale,
  options: { data: [] },
});

describe('a member', () => {
  test.each([
    ['de', 'Du bist nicht mehr verknüpft.'],
    ['en-US', ENGLISH],
    ['en-GB', ENGLISH],
    // No translation exists for these.
    ['pl', ENGLISH],
    ['zh-CN', ENGLISH],
    ['', ENGLISH],
    [undefined, ENGLISH],
  ])('is answered in the language of their Discord (%s), or else in English', async (locale, sentence) => {
    const { services } = servicesOver([unlink]);
    const asked = slash('unlink', 'driver', locale);
    await onSlash(asked, services);
    expect(lastEdit(asked.told)).toEqual({ content: sentence });
  });

  test('reads the help in their language', async () => {
    const { services } = servicesOver([help]);
    const asked = slash('help', 'driver', 'de');
    await onSlash(asked, services);
    expect(JSON.stringify(asked.told)).toMatch(/Fahrer kicken \W*nur im Spiel/);
  });

  test('is refused in English', async () => {
    const { services } = servicesOver([kick]);
    const asked = slash('kick', 'driver', 'de');
    await onSlash(asked, services);
    expect(JSON.stringify(asked.told)).toContain('/kick is for stewards; your role here is driver.');
  });

  test('reads answers for officials in English', async () => {
    const { services } = servicesOver([kick]);
    const asked = slash('kick', 'steward', 'de');
    await onSlash(asked, services);
    expect(lastEdit(asked.told)).toEqual({ content: 'No incidents found.' });
  });

  test('fills in a form in their language', async () => {
    const { services } = servicesOver([report], [fakeServer('gt3').server]);
    const pressed = { ...interactionOf('driver'), customId: '1@gt3:report', locale: 'de' };
    await onComponent(pressed, { ...services, guidOf: () => '76561198000000001' });
    expect(pressed.told).toMatchObject([
      [
        'showModal',
        {
          title: 'Vorfall an die Stewards melden',
          components: [{ label: 'Was ist passiert, und mit wem?' }, { label: 'Runde (falls nicht gerade eben)' }],
        },
      ],
    ]);
  });
});
