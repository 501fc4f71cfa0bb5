/** JSON lines of MMEngine, mmcv and Detectron2. */
@NullMarked
package dev.almanac.ingest.logs.openmmlab;

import org.jspecify.annotations.NullMarked;
