/** Plugins of one kind, each with its settings: which are on, and for the others why not. */
import type { Settings } from "../config.ts";
import type { AdapterPlugin, Off, ProviderPlugin, SettingSpecs } from "../types.ts";

/** What both kinds share, as far as switching them on goes. */
interface Plugin {
  about: string;
  settings: SettingSpecs;
  // A method, so that a plugin whose settings are typed more closely still fits.
  off(settings: never): Off | undefined;
}

export interface Switched<P> {
  on: readonly P[];
  off: readonly { plugin: P; off: Off }[];
}

export function switched<P extends Plugin>(plugins: readonly P[], settings: Settings): Switched<P> {
  const on: P[] = [];
  const off: { plugin: P; off: Off }[] = [];
  for (const plugin of plugins) {
    const why = plugin.off(settings.of(plugin.settings) as never);
    if (why) off.push({ plugin, off: why });
    else on.push(plugin);
  }
  return { on, off };
}

/** A registry's lines as a list: each plugin's settings have a type of their own, which only itself needs to know. */
export function adapterList(registry: Readonly<Record<string, unknown>>): readonly AdapterPlugin[] {
  return Object.values(registry) as AdapterPlugin[];
}

export function providerList(registry: readonly unknown[]): readonly ProviderPlugin[] {
  return registry as ProviderPlugin[];
}
