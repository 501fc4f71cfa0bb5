/**
 * Reads TensorBoard event files, whoever wrote them: TensorFlow 1 and 2, Keras, PyTorch,
 * tensorboardX, Lightning, Hugging Face, JAX, CatBoost. {@link
 * dev.almanac.ingest.logs.tensorboard.RecordFile} cuts a file into records, {@link
 * dev.almanac.ingest.logs.tensorboard.EventReader} reads one, {@link
 * dev.almanac.ingest.logs.tensorboard.RunReading} makes a run of them.
 */
@NullMarked
package dev.almanac.ingest.logs.tensorboard;

import org.jspecify.annotations.NullMarked;
