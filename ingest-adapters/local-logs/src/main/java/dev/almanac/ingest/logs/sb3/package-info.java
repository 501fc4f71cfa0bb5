/** Monitors and progress of Stable-Baselines3, its zoo, and OpenAI baselines. */
@NullMarked
package dev.almanac.ingest.logs.sb3;

import org.jspecify.annotations.NullMarked;
