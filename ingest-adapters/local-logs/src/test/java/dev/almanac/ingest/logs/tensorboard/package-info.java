/** Tests of the reading of TensorBoard event files. */
@NullMarked
package dev.almanac.ingest.logs.tensorboard;

import org.jspecify.annotations.NullMarked;
