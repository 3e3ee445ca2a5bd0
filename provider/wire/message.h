/* Protocol messages in arenas: nothing in them is freed singly. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"

#include <protobuf-c/protobuf-c.h>

/* Reads a message; strings and bytes in it are copies. TNF_E_INVALID when the bytes are no such message. */
int tnf_message_unpack(struct tnf_arena *arena, const ProtobufCMessageDescriptor *descriptor, struct tnf_strview bytes,
                       ProtobufCMessage **ret_message, struct tnf_error *err);

/* An empty message of the kind, to be filled in. */
ProtobufCMessage *tnf_message_new(struct tnf_arena *arena, const ProtobufCMessageDescriptor *descriptor);

/* Appends the message's bytes. */
void tnf_message_pack(const ProtobufCMessage *message, struct tnf_strbuf *out);

/* Appends a field that holds bytes, a string or a message: for replies that are put together from packed parts. */
void tnf_message_pack_bytes(unsigned field, struct tnf_strview bytes, struct tnf_strbuf *out);

struct tnf_strview tnf_message_bytes(ProtobufCBinaryData data);
/* The view as the message's type has it, shared. */
ProtobufCBinaryData tnf_message_data(struct tnf_strview bytes);
/* A NUL-terminated copy; text with a NUL in it is cut there, as the message's type demands. Bytes that are no UTF-8
 * (of a name that somebody sent, or of a text that was cut) become question marks: one of them would make Terraform
 * refuse the whole message. */
char *tnf_message_string(struct tnf_arena *arena, struct tnf_strview text);
