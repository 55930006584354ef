import { withLines, withSettings } from '../changes.ts';
import { fine } from '../fine.ts';
import type { Mistake } from './mistake.ts';

export const settingsMistakes: readonly Mistake[] = [
  [1, withSettings({ isConfigured: false, config: undefined }), 'Not configured yet.'],
  [
    2,
    withSettings({ problems: ['There is no setting DISCORD_TOKN; did you mean DISCORD_TOKEN?'] }),
    'There is no setting DISCORD_TOKN; did you mean DISCORD_TOKEN?',
  ],
  [2, withLines('SERVER_MODUS=external'), 'There is no setting SERVER_MODUS; did you mean SERVER_MODE?'],
  [2, withLines('POSTGRES_HOST=x'), 'There is no setting POSTGRES_HOST: that line of .env has no effect.'],
  [
    3,
    withSettings({ envFile: { path: '.env', hasByteOrderMark: true, hasNul: false, lines: [] } }),
    '.env begins with a byte order mark: its first line is not read.',
  ],
  [
    3,
    withSettings({ envFile: { path: '.env', hasByteOrderMark: false, hasNul: true, lines: [] } }),
    '.env is UTF-16: nothing in it is read.',
  ],
  [4, withLines('SPECTATOR_PASSWORD=ab#c'), 'SPECTATOR_PASSWORD ends at its #.'],
  [4, withLines('SERVER_DIR="C:\\steam\\newserver"'), 'SERVER_DIR holds a line break: in double quotes \\n is one.'],
  [4, withLines('ACSERVER_COMMAND="wine" "acServer.exe"'), 'ACSERVER_COMMAND ends at its second quote.'],
  [4, withLines("ACSERVER_COMMAND='wine' acServer.exe"), 'ACSERVER_COMMAND ends at its second quote.'],
  [5, { ...fine, machine: { node: '18.19.1' } }, 'Pitwall needs Node 20.19 or newer; this is 18.19.1.'],
  [5, { ...fine, machine: { node: '20.18.0' } }, 'Pitwall needs Node 20.19 or newer; this is 20.18.0.'],
];
