import { tooLong } from '../../../src/acserver/ini/entryList.ts';
import { AT, DAY_MS, withPlugin, withServer } from '../changes.ts';
import type { Mistake } from './mistake.ts';

export const gameServerMistakes: readonly Mistake[] = [
  [
    22,
    withPlugin({}),
    "gt3: Nothing is sending UDP data to 127.0.0.1:12000, but HTTP says 8 drivers: the game server's UDP plugin does not point here.",
  ],
  [22, withServer({ plugin: undefined }), 'gt3: The UDP plugin is switched off in server_cfg.ini.'],
  [
    23,
    withPlugin({}, { http: { port: 8081, state: 'refused' } }),
    'gt3: nothing is sending UDP data to 127.0.0.1:12000, and no game server answers on HTTP port 8081.',
  ],
  [
    24,
    withPlugin({ foreignFrom: '172.30.0.1:11000' }),
    'gt3: datagrams come from 172.30.0.1:11000, expected 172.30.0.2: there is address translation (NAT) in between, or the ports differ.',
  ],
  [
    25,
    withPlugin({ isHeard: undefined, taken: 'UDP port 12000 on 127.0.0.1 is taken.' }),
    'gt3: UDP port 12000 on 127.0.0.1 is taken.',
  ],
  [
    26,
    withServer({ otherPair: { listen: '127.0.0.1:47872', localPort: 47_871 } }),
    'gt3: server_cfg.ini now says 127.0.0.1:47872 and 47871, Pitwall uses 127.0.0.1:12000 and 11000.',
  ],
  [
    27,
    withServer({ dialect: 'acsm', isPlain: true }),
    'gt3: this answers like a plain acServer, SERVER_DIALECT says acsm: kicks, bans and ballast would do nothing.',
  ],
  [28, withServer({ rcon: 'refused' }), 'gt3: RCON refuses ADMIN_PASSWORD of its files; is a preset in use?'],
  [
    29,
    withServer({ chained: { address: '127.0.0.1:12001', isHeard: false } }),
    'gt3: the plugin behind Pitwall has not answered on 127.0.0.1:12001.',
  ],
  [
    29,
    withServer({ chained: { address: '127.0.0.1:12001', isThere: false } }),
    'gt3: nothing listens on 127.0.0.1:12001, where the plugin behind Pitwall should.',
  ],
  [
    30,
    withServer({ problem: 'No cfg/server_cfg.ini in /srv/ac.', foundDirectory: '/srv/ac/server' }),
    'gt3: No cfg/server_cfg.ini in /srv/ac. It is in /srv/ac/server.',
  ],
  [
    30,
    withServer({ tooLongList: tooLong({ beyond: 644 }) }),
    'gt3: entry_list.ini has 900 slots, but car ids only go up to 255: the slots from CAR_256 on cannot be driven and are left where they are.',
  ],
  [
    31,
    withServer({ program: { path: '/srv/ac/acServer', state: 'not executable' } }),
    'gt3: /srv/ac/acServer may not be executed.',
  ],
  [
    31,
    withServer({ program: { path: '/srv/ac/acServer', state: 'without its loader' } }),
    'gt3: /srv/ac/acServer is a 32-bit program, and this machine lacks its loader.',
  ],
  [
    31,
    withServer({ program: { path: '/srv/ac/acServer', state: 'missing' } }),
    'gt3: The program /srv/ac/acServer does not exist.',
  ],
  [
    32,
    withServer({ log: { path: '/var/log/ac.log', quietMs: 61_000 } }),
    "gt3: SERVER_LOG_FILE is not growing although the server sends UDP data, so it is not this server's log.",
  ],
  [
    32,
    withServer({ log: { path: '/var/log/ac.log', problem: 'EACCES' } }),
    'gt3: SERVER_LOG_FILE /var/log/ac.log cannot be read: EACCES.',
  ],
  [
    33,
    withServer({ logGap: { from: AT, to: AT + 60_000 } }),
    'gt3: the log was replaced while Pitwall was away: 19:14 to 19:15 is unknown.',
  ],
  [
    33,
    withServer({ logGap: { from: AT - DAY_MS, to: AT } }),
    'gt3: the log was replaced while Pitwall was away: 19:14 on 20 November to 19:14 is unknown.',
  ],
  [
    33,
    withServer({ logGap: { to: AT } }),
    'gt3: the log was replaced while Pitwall was away: what it said before 19:14 is unknown.',
  ],
  [
    34,
    withServer({ blacklistProblem: 'EACCES' }),
    'gt3: blacklist.txt cannot be written (EACCES): bans hold only while Pitwall runs.',
  ],
  [
    35,
    withServer({ resultsProblem: 'EACCES' }),
    'gt3: the results cannot be read (EACCES): there is no classification.',
  ],
  [37, withServer({ zoneOffHours: 2 }), 'gt3: acServer runs in a different time zone (+2 h).'],
];
