import { asText, isTrue, type NamedDriver, namedDriver, rule, splitAtLast } from '../rule.ts';

/** Chat, commands, votes, the plugin. Two blanks in a pattern are two blanks in the output. */
export const wordRules = [
  rule('chat', /^CHAT \[(?<name>.*?)\]: (?<text>.*)$/, { name: asText, text: asText }),
  // Printed before every chat line, also before ADMIN COMMAND.
  rule('chat-marker', /^CHAT$/, {}),
  rule(
    'admin-login-attempt',
    /^ADMIN COMMAND: (?<sent>\/admin\b.*)\]$/i,
    { sent: commandBy },
    ({ sent }) => sent.driver,
  ),
  rule('admin-command', /^ADMIN COMMAND: (?<sent>.*)\]$/, { sent: commandBy }, ({ sent: { command, driver } }) => ({
    command,
    name: driver.name,
    team: driver.team,
  })),
  rule('admin-command-run', /^Admin command: (?<command>.*)$/, { command: asText }),
  rule('admin-login-ok', /^Making (?<driver>.*)\] admin$/, { driver: namedDriver }, ({ driver }) => driver),
  rule('plugin-realtimepos', /^UDP_PLUGIN: Realtime pos interval now set to: (?<ms>\d+) ms$/, { ms: Number }),
  rule('plugin-error', /^UDP_PLUGIN: Error, requested CAR INFO for car (?<carId>\d+) not present$/, { carId: Number }),
  rule('plugin-send-chat', /^UDP_PLUGIN: Send chat to car (?<carId>\d+) MESSAGE: (?<text>.*)$/, {
    carId: Number,
    text: asText,
  }),
  rule('plugin-broadcast', /^UDP_PLUGIN: Broadcast chat MESSAGE: (?<text>.*)$/, { text: asText }),
  rule('checksum-kick', /^SERVERCHAT: (?<name>.*) checksum mismatch\. Kicked$/, { name: asText }),
  rule('server-chat', /^SERVERCHAT: (?<text>.*)$/, { text: asText }),
  rule('vote-kick', /^Creating vote to KICK USER {2}(?<vote>.*)\]$/, { vote: kickVote }, ({ vote }) => vote),
  rule(
    'vote-next',
    /^Creating vote to NEXT SESSION from {2}(?<driver>.*)\]$/,
    { driver: namedDriver },
    ({ driver: { name } }) => ({ by: name }),
  ),
  rule(
    'vote-restart',
    /^Creating vote to RESTART SESSION(?: from {2}(?<driver>.*)\])?$/,
    { driver: (text) => (text === '' ? null : namedDriver(text)) },
    ({ driver }) => ({ by: driver?.name }),
  ),
  rule('vote-quorum', /^VOTES : {2}(?<votes>\d+) {2}Quorum {2}(?<quorum>\d+)$/, { votes: Number, quorum: Number }),
  rule(
    'vote-cast',
    /^Driver {2}(?<driver>.*)\] {2}votes {2}(?<yes>true|false)$/,
    { driver: namedDriver, yes: isTrue },
    ({ driver: { name }, yes }) => ({ name, yes }),
  ),
  rule('vote-count', /^(?<clients>\d+) {2}, {2}(?<votes>\d+) {2}vs {2}(?<quorum>\d+)$/, {
    clients: Number,
    votes: Number,
    quorum: Number,
  }),
  rule('vote-failed', /^VOTE NOT PASSED !!$/, {}),
] as const;

/** The last ` received from `: the words before it are the caller's own. */
function commandBy(sent: string): { readonly command: string; readonly driver: NamedDriver } | undefined {
  const [command = '', by = ''] = splitAtLast(sent, ' received from ') ?? [];
  const driver = namedDriver(by);
  return driver && { command, driver };
}

function kickVote(vote: string): { readonly target: string; readonly by: string } | undefined {
  const [target, by] = splitAtLast(vote, ']  from  ')?.map(namedDriver) ?? [];
  return target && by && { target: target.name, by: by.name };
}
