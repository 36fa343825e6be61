"""A tiny Transformer, and how it becomes a model of CTranslate2.

It is built as CTranslate2 computes it: layer norms before each block (Xiong et al. 2020, "On Layer
Normalization in the Transformer Architecture"), one table of embeddings for both sides and for the
output (Press and Wolf 2017), sines and cosines for places, of which the first is 1.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import torch
from torch import nn

WIDTH, HEADS, INNER, LAYERS = 64, 4, 192, 1
LONGEST = 256
"""Pieces of a sentence, at most."""

Tensor = Any
"""A tensor of torch, which is untyped where it is not installed."""


def network(pieces: int) -> Any:
    """Return an untrained network for a vocabulary of so many pieces."""
    options = {"dropout": 0.0, "activation": "relu", "batch_first": True, "norm_first": True}
    sizes = (WIDTH, HEADS, INNER)
    embedding = nn.Embedding(pieces, WIDTH)
    nn.init.normal_(embedding.weight, 0, WIDTH**-0.5)
    return nn.ModuleDict(
        {
            "embedding": embedding,
            "encoder": nn.ModuleList(
                nn.TransformerEncoderLayer(*sizes, **options) for _ in range(LAYERS)
            ),
            "decoder": nn.ModuleList(
                nn.TransformerDecoderLayer(*sizes, **options) for _ in range(LAYERS)
            ),
            "encoder_norm": nn.LayerNorm(WIDTH),
            "decoder_norm": nn.LayerNorm(WIDTH),
        }
    )


def scores(
    net: Any, source: Tensor, source_pad: Tensor, target: Tensor, target_pad: Tensor
) -> Tensor:
    """Return the score of every piece after every beginning of the targets.

    `source` and `target` hold ids, a sentence a row; the pads are true where a row has ended.
    """
    read = _embedded(net, source)
    for layer in net["encoder"]:
        read = layer(read, src_key_padding_mask=source_pad)
    read = net["encoder_norm"](read)
    length = target.shape[1]
    later = torch.ones(length, length, dtype=torch.bool).triu(1)
    written = _embedded(net, target)
    for layer in net["decoder"]:
        written = layer(
            written,
            read,
            tgt_mask=later,
            tgt_key_padding_mask=target_pad,
            memory_key_padding_mask=source_pad,
        )
    return net["decoder_norm"](written) @ net["embedding"].weight.T


def _embedded(net: Any, ids: Tensor) -> Tensor:
    return net["embedding"](ids) * math.sqrt(WIDTH) + _places(ids.shape[1])


def _places(length: int) -> Tensor:
    """Return the sines and cosines of the places from 1 on, as CTranslate2 makes them."""
    rates = np.exp(-math.log(10000.0) / (WIDTH // 2 - 1) * np.arange(WIDTH // 2))
    turns = (np.arange(length)[:, None] + 1) * rates[None, :]
    both = np.concatenate([np.sin(turns), np.cos(turns)], 1)
    return torch.tensor(both, dtype=torch.float32)


# --- to CTranslate2 -------------------------------------------------------------------------------


def save(net: Any, pieces: list[str], folder: Path) -> None:
    """Write a network as a model of CTranslate2 with weights of 8 bits, into a new folder."""
    spec = ctranslate2.specs.TransformerSpec.from_config((LAYERS, LAYERS), HEADS, pre_norm=True)
    for to, layer in zip(spec.encoder.layer, net["encoder"], strict=True):
        _self_attention(to.self_attention, layer)
        _feed_forward(to.ffn, layer, layer.norm2)
    for to, layer in zip(spec.decoder.layer, net["decoder"], strict=True):
        _self_attention(to.self_attention, layer)
        _attention(to.attention, layer)
        _feed_forward(to.ffn, layer, layer.norm3)
    _norm(spec.encoder.layer_norm, net["encoder_norm"])
    _norm(spec.decoder.layer_norm, net["decoder_norm"])
    embedding = _array(net["embedding"].weight)
    for table in (spec.encoder.embeddings[0], spec.decoder.embeddings, spec.decoder.projection):
        table.weight = embedding
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _self_attention(to: Any, layer: Any) -> None:
    _norm(to.layer_norm, layer.norm1)
    _linear(to.linear[0], layer.self_attn.in_proj_weight, layer.self_attn.in_proj_bias)
    _linear(to.linear[1], layer.self_attn.out_proj.weight, layer.self_attn.out_proj.bias)


def _attention(to: Any, layer: Any) -> None:
    """Copy the attention of a decoder's layer to the source: queries, keys with values, output."""
    across = layer.multihead_attn
    _norm(to.layer_norm, layer.norm2)
    _linear(to.linear[0], across.in_proj_weight[:WIDTH], across.in_proj_bias[:WIDTH])
    _linear(to.linear[1], across.in_proj_weight[WIDTH:], across.in_proj_bias[WIDTH:])
    _linear(to.linear[2], across.out_proj.weight, across.out_proj.bias)


def _feed_forward(to: Any, layer: Any, norm: Any) -> None:
    _norm(to.layer_norm, norm)
    _linear(to.linear_0, layer.linear1.weight, layer.linear1.bias)
    _linear(to.linear_1, layer.linear2.weight, layer.linear2.bias)


def _norm(to: Any, layer: Any) -> None:
    to.gamma, to.beta = _array(layer.weight), _array(layer.bias)


def _linear(to: Any, weight: Tensor, bias: Tensor) -> None:
    to.weight, to.bias = _array(weight), _array(bias)


def _array(tensor: Tensor) -> Any:
    return tensor.detach().numpy().astype(np.float32)
