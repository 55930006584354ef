/** The answers of the set-up for one game server as flags: its name, its value, and its help text. */
export const SETUP_FLAGS = [
  ['token', 'T', "the bot's token; better as the variable DISCORD_TOKEN, which no list of processes shows"],
  ['guild', 'ID', 'the Discord server, where the bot is on several'],
  ['channels', 'HOW', 'make: those that are missing, and the roles; choose: by the flags below; keep: those in .env'],
  ['race-control', 'ID', 'the main channel'],
  ['board', 'ID', 'the channel of the board; "none" for none, here and for the others'],
  ['race-chat', 'ID', "the channel of the game's chat"],
  ['stewards', 'ID', "the stewards' channel"],
  ['documents', 'ID', "the channel of the stewards' documents"],
  ['race-log', 'ID', 'the channel of the log'],
  ['admin-role', 'ID', 'the role of admins'],
  ['steward-role', 'ID', 'the role of stewards'],
  ['mode', 'WHO', 'who runs the game server: managed (Pitwall), external, manager, acsm or assettoserver'],
  ['server-dir', 'D', 'where cfg/server_cfg.ini is'],
  ['files', 'WHO', 'who writes server_cfg.ini and entry_list.ini: pitwall (and people), or manager'],
  ['udp-listen', 'A', 'with a manager: where its UDP plugin sends to, such as 127.0.0.1:12000'],
  ['udp-send', 'A', 'with a manager: where its UDP plugin listens, such as 127.0.0.1:11000'],
  ['udp', 'HOW', 'if no UDP data arrives: skip continues (the default without a terminal), again stops'],
  ['write', 'yes', 'write; without a terminal it is needed'],
  ['card', 'yes', 'then post a test card into the main channel'],
  ['unit', 'yes', 'then write a systemd unit next to .env'],
] as const;

export type SetupFlag = (typeof SETUP_FLAGS)[number][0];
