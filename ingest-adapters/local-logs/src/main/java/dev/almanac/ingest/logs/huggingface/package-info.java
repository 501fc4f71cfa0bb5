/**
 * Runs of the Hugging Face Trainer: {@code trainer_state.json}, its checkpoints, and the training
 * arguments, which are read out of their pickle without executing it.
 */
@NullMarked
package dev.almanac.ingest.logs.huggingface;

import org.jspecify.annotations.NullMarked;
