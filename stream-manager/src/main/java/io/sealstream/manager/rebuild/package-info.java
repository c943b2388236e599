/** Makes the stores of a stopped manager anew from the events. */
@NullMarked
package io.sealstream.manager.rebuild;

import org.jspecify.annotations.NullMarked;
