/** Client of a schema registry that speaks the Confluent REST API. */
@NullMarked
package io.sealstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
