/**
 * Says which hyperparameters mattered: turns the runs of one project and metric into shares of the
 * metric's variance per param and per pair of params, with intervals, and says when it cannot.
 *
 * <p>The reading order is the order of the data: {@link
 * dev.almanac.analyses.sensitivity.ParamTyping} reads logged text into columns, {@link
 * dev.almanac.analyses.sensitivity.RunTable} holds them, {@link
 * dev.almanac.analyses.sensitivity.SensitivityKernel} runs a {@link
 * dev.almanac.analyses.sensitivity.SurrogateChoice} over them and grades the answer, {@link
 * dev.almanac.analyses.sensitivity.Sensitivity} is that answer. Everything here is a pure function:
 * no input or output, no clock, equal input gives equal bits.
 */
@NullMarked
package dev.almanac.analyses.sensitivity;

import org.jspecify.annotations.NullMarked;
