/** Runs of CatBoost: what it leaves in {@code catboost_info}. */
@NullMarked
package dev.almanac.ingest.logs.catboost;

import org.jspecify.annotations.NullMarked;
