import { expect, test } from 'vitest';
import { bannedGuid } from '../../src/command/bannedGuid.ts';
import { command } from '../../src/command/command.ts';
import { caller, fakeServer, worldOf } from './world.ts';

test('a banned driver is suggested by the name at the time, the GUID and the reason', async () => {
  const { server } = fakeServer('main');
  const params = { guid: bannedGuid('Who') };
  const lift = command({
    name: 'lift',
    about: 'Lifts',
    role: 'steward',
    is: 'question',
    params,
    run: () => ({ kind: 'note', text: '' }),
  });
  const { dispatcher } = worldOf([lift], [server]);
  const offered = (guid: string) =>
    dispatcher.suggest({ line: 'lift', named: { guid }, caller: caller('steward') }, 'guid');
  const rob = [{ label: 'Rob Ram (76561198000000009): ramming', value: '76561198000000009' }];
  for (const typed of ['', 'rob', '0009', 'RAMMING']) expect(await offered(typed)).toEqual(rob);
  expect(await offered('nobody')).toEqual([]);
});
