import type { APIButtonComponentWithCustomId } from 'discord.js';
import { encodeComponent } from './componentId.ts';
import { ButtonStyle, ComponentType } from './components.ts';

export type Button = APIButtonComponentWithCustomId;

/** A button that sends a command line to a game server when pressed. */
export const button = (
  label: string,
  line: string,
  server: string,
  style: Button['style'] = ButtonStyle.Secondary,
): Button => ({ type: ComponentType.Button, style, label, custom_id: encodeComponent(line, server) });
