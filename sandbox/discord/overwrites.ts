import { z } from 'zod';
import { Permission } from './codes.ts';
import { ALL_PERMISSIONS, type Overwrite } from './permissions.ts';
import { refusal } from './refusal.ts';
import { flaw } from './validate.ts';
import type { World } from './world.ts';

/** A bit set is a decimal string, or a number from old clients. */
export const bitSet = z
  .union([z.string(), z.int().min(0)])
  .transform(String)
  .superRefine((value, context) => {
    if (!/^\d{1,20}$/.test(value)) context.addIssue(flaw('PERMISSIONS_TYPE_CONVERT', 'Invalid permissions'));
  });

const side = bitSet.nullish().transform((value) => value ?? '0');

/** A channel's overwrite for one role (type 0) or one member (type 1). */
export const overwriteFields = z.object({ type: z.literal([0, 1]).nullish(), allow: side, deny: side });

const overwrite = overwriteFields.extend({ id: z.string() });

export const overwriteList = z.array(overwrite).max(100);

/** As stored by the channel; without a type it is for a role, if there is one with that id. */
export const keptOverwrite = ({ roleBook }: World, body: z.output<typeof overwrite>): Overwrite => ({
  id: body.id,
  type: body.type ?? (roleBook.find(body.id) ? 0 : 1),
  allow: String(BigInt(body.allow) & ALL_PERMISSIONS),
  deny: String(BigInt(body.deny) & ALL_PERMISSIONS),
});

/**
 * The bot can allow or deny others only its own permissions, otherwise 50013. Manage Roles in a channel can only be set
 * by administrators ("only possible for guild administrators"). Unknown roles: 10011.
 */
export function mustBeGivable(world: World, overwrites: readonly Overwrite[], channelId?: string): void {
  const own = world.permissionsOf(world.bot.id, channelId);
  for (const { id, type, allow, deny } of overwrites) {
    if (type === 0 && !world.roleBook.find(id)) throw refusal(10011);
    const touched = BigInt(allow) | BigInt(deny);
    if ((touched & ~own) !== 0n) throw refusal(50013);
    if ((touched & Permission.ManageRoles) !== 0n && (own & Permission.Administrator) === 0n) throw refusal(50013);
  }
}
