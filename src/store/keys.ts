/** Keys of places and persons: JSON arrays, so that no name, whatever it holds, can be mistaken for another. */
import type { Person, Place } from "../types.ts";

/** The place itself, its thread too. */
export function placeKey(place: Place): string {
  return JSON.stringify([place.platform, place.workspace, place.channel, place.thread ?? null]);
}

/** The channel of a place: alike for all its threads. */
export function channelKey(place: Place): string {
  return JSON.stringify([place.platform, place.workspace, place.channel]);
}

/** Keyed by platform, workspace and id together; the name may change. */
export function personKey(person: Pick<Person, "platform" | "workspace" | "id">): string {
  return JSON.stringify([person.platform, person.workspace, person.id]);
}
