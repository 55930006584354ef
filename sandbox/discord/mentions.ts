import type { APIMessage, APIRole, APIUser } from 'discord-api-types/v10';
import type { MessageBody } from './messageBody.ts';

export interface Mentioned {
  readonly users: readonly APIUser[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
}

export interface Known {
  user(id: string): APIUser | undefined;
  roles(): readonly APIRole[];
}

/**
 * Who a message pings: the mentions in its content, as far as `allowed_mentions` permits. Without that field, a bot's
 * message pings everyone it names, so senders must set it.
 */
export function mentionsIn(content: string, allowed: MessageBody['allowed_mentions'], known: Known): Mentioned {
  const may = (kind: 'users' | 'roles' | 'everyone') => !allowed || (allowed.parse ?? []).includes(kind);
  const pings = (kind: 'users' | 'roles', id: string) => may(kind) || (allowed?.[kind] ?? []).includes(id);
  const userIds = idsIn(content, /<@!?(\d{17,20})>/g).filter((id) => pings('users', id));
  const roleIds = idsIn(content, /<@&(\d{17,20})>/g).filter((id) => pings('roles', id));
  return {
    users: userIds.flatMap((id) => known.user(id) ?? []),
    roles: roleIds.filter((id) => known.roles().some((role) => role.id === id)),
    everyone: may('everyone') && /@(everyone|here)\b/.test(content),
  };
}

export const mentionFields = ({ users, roles, everyone }: Mentioned) =>
  ({ mentions: [...users], mention_roles: [...roles], mention_everyone: everyone }) satisfies Partial<APIMessage>;

const idsIn = (content: string, pattern: RegExp): string[] => [
  ...new Set([...content.matchAll(pattern)].flatMap(([, id]) => id ?? [])),
];
