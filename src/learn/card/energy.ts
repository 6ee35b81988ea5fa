/** What a piece of work costs in time and energy, as CodeCarbon reckons: RAPL where it can be read, else CPU time × watts a core. */
import { readdirSync, readFileSync } from "node:fs";

export interface Effort {
  /** Wall clock. */
  seconds: number;
  /** Of all threads of this process. */
  cpuSeconds: number;
  wattHours: number;
  method: "RAPL" | "CPU time";
}

/** A server core under load: 200 W over 16 cores, rounded. Named in every card, for it is an assumption. */
export const wattsPerCore = 12;
/** World mean, kg CO₂e a kWh (EcoLogits' table). */
export const kgPerKwh = 0.47301;

const rapl = "/sys/class/powercap";

/** @returns a function that ends the measurement. RAPL counts the whole package, with whatever else ran. */
export function measureEffort(): () => Effort {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const joules = packageJoules();
  return () => {
    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const cpuSeconds = (user + system) / 1e6;
    const after = packageJoules();
    const measured = joules !== undefined && after !== undefined && after >= joules;
    const wattHours = measured ? (after - joules) / 3_600 : (cpuSeconds * wattsPerCore) / 3_600;
    return { seconds, cpuSeconds, wattHours, method: measured ? "RAPL" : "CPU time" };
  };
}

function packageJoules(): number | undefined {
  try {
    const zones = readdirSync(rapl).filter((name) => /^intel-rapl:\d+$/.test(name));
    if (zones.length === 0) return undefined;
    return zones.reduce(
      (sum, zone) => sum + Number(readFileSync(`${rapl}/${zone}/energy_uj`, "utf8")) / 1e6,
      0,
    );
  } catch {
    // Not there, or only root may read it.
    return undefined;
  }
}
