/**
 * Learning curves as parametric families: fits by variable projection, a back-test that decides
 * whether a family may speak, and the forecast of a value further on with its interval. Pure
 * functions on arrays; {@link dev.almanac.analyses.curvefit.Forecast} is the way in.
 */
@NullMarked
package dev.almanac.analyses.curvefit;

import org.jspecify.annotations.NullMarked;
