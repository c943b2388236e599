/** What preflight says: lines with a verdict, for people or as JSON. */
@NullMarked
package io.sealstream.preflight.report;

import org.jspecify.annotations.NullMarked;
