/** Discord's numbers, named; discord-api-types has them as enums, but only its types may be imported here. */

export const Op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voiceState: 4,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  ack: 11,
} as const;

export const Close = {
  unknownOpcode: 4001,
  undecodable: 4002,
  notAuthenticated: 4003,
  wrongToken: 4004,
  alreadyAuthenticated: 4005,
  invalidSequence: 4007,
  tooManySends: 4008,
  invalidShard: 4010,
  invalidVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;

export const Intent = {
  guilds: 1 << 0,
  members: 1 << 1,
  webhooks: 1 << 5,
  presences: 1 << 8,
  messages: 1 << 9,
  reactions: 1 << 10,
  messageContent: 1 << 15,
} as const;

export const InteractionKind = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

export const Callback = {
  reply: 4,
  deferReply: 5,
  deferUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

export const ChannelKind = { text: 0, category: 4, thread: 11, forum: 15 } as const;

export const MessageKind = {
  usual: 0,
  pinned: 6,
  threadCreated: 18,
  reply: 19,
  command: 20,
  threadStarter: 21,
} as const;

export const MessageFlag = {
  suppressEmbeds: 1 << 2,
  hasThread: 1 << 5,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  silent: 1 << 12,
  componentsV2: 1 << 15,
} as const;

/** Flags a sender may set; others are ignored, like Discord does. */
export const SENDER_FLAGS = MessageFlag.suppressEmbeds | MessageFlag.silent | MessageFlag.componentsV2;

export const Part = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  label: 18,
} as const;

/** The selects; all of them are answered with a list of values. */
export const SELECTS: readonly number[] = [3, 5, 6, 7, 8];

export const OptionKind = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export const Permission = {
  Administrator: 1n << 3n,
  ManageChannels: 1n << 4n,
  ManageGuild: 1n << 5n,
  AddReactions: 1n << 6n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  ChangeNickname: 1n << 26n,
  ManageNicknames: 1n << 27n,
  ManageRoles: 1n << 28n,
  ManageWebhooks: 1n << 29n,
  UseApplicationCommands: 1n << 31n,
  ManageThreads: 1n << 34n,
  CreatePublicThreads: 1n << 35n,
  SendMessagesInThreads: 1n << 38n,
  PinMessages: 1n << 51n,
} as const;

export type PermissionName = keyof typeof Permission;
