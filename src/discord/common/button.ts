import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import { encodeComponent } from './componentId.ts';

export type Button = APIButtonComponentWithCustomId;

/** What says a line to a game server when it is pressed. */
export const button = (
  label: string,
  line: string,
  server: string,
  style: Button['style'] = ButtonStyle.Secondary,
): Button => ({ type: ComponentType.Button, style, label, custom_id: encodeComponent(line, server) });
